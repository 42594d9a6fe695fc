"""Recognition in flow: what the form asks, and the streams that need all documents and the journals in Xero."""
