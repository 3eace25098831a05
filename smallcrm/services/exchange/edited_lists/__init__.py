"""A list of ours that came back edited: what differs, and carrying that out."""
