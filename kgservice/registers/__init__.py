"""What people know and keep in `data/registers/`: places, departments, what they are for, and collectives."""
