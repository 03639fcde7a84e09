"""What a course is: frameworks, modules, quizzes, and what may be said about them. Knows no web and no database."""
