"""Many bases as one archive: a folder of exported bases, and the engines that answer from it."""
