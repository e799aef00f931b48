"""From a question to a cited answer; no I/O but the retriever's."""
