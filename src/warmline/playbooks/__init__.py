"""Ready-made businesses: what a folder holds, how it is read, and a believable past for it."""
