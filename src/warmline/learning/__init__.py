"""What do people teach the bot, and is it the better for it? Learned examples, versions, the promise they allow."""
