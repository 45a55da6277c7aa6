"""Who reads what code cannot tell: a chat model or one that labels, under an exam and planted claims, once a claim."""
