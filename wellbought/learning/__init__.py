"""What a pack teaches, put to use: courses and quizzes, worked purchases, talks, training days, webinars."""
