"""The whole report in one piece: a single page to send, and a document to print."""
