"""What runs in the child process only: the engines that draw, sign and read."""
