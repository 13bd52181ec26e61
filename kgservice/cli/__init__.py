"""The command line: `kgservice …`."""
