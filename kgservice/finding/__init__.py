"""Finding things by what they are called and by what the documents say: an index that is made with a version, and how it is asked."""
