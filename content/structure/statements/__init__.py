"""What people are said to have said: in quotation marks, partly so, or in the words of whoever reports it."""
