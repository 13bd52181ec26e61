"""The obligations ledger (任务台账) of a department: what it must do, with whom, by when, to which figure; and its files."""
