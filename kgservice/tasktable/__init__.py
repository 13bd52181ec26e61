"""The task table (任务分解表) of a plan: its rows from the graph, and the files it can be sent on as."""
