"""How everything looks: tokens, the palette and style sheet made of them, icons and fonts."""
