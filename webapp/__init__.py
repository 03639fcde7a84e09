"""Lederstart on the web: pages, accounts and storage around the courses of `course`."""
