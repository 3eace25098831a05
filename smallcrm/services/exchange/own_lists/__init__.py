"""Our own lists: their headings, words, cells and stamp, written out and understood again."""
