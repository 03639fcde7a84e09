"""Changes of the tables, numbered; `lederstart migrate` applies what is missing."""
