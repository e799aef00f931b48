# Feedback under an answer: buttons, and notices on their presses (at most 200 characters).

feedback-noted = Thank you, noted.
feedback-taken-back = Taken back.
feedback-why = Noted. What is wrong with it?
feedback-reason-noted = Thank you. My admins see this, without your name.

feedback-wrong = It is wrong
feedback-outdated = It is outdated
feedback-off-topic = Not what I asked
feedback-no-source = A source is missing
feedback-other = Something else
