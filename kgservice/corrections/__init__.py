"""What people put right in what the rules read: the files they write, and how those are applied to a document's facts."""
