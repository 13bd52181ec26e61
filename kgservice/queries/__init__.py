"""The named questions: what each is, how it is asked, and how its answer is written."""
