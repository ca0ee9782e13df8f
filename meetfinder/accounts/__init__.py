"""Who may act: accounts, sessions, links sent by mail, the second factor, and who looks after which group."""
