"""What developers run: benchmarks, pictures, messages, packages."""
