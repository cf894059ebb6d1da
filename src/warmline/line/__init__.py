"""The stages joined: each module does one thing that several of them share."""
