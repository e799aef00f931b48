# What surrounds answers: the answers themselves stay in the words of their sources.

answer-too-slow = Sorry, that took me too long. Please ask again in a moment, perhaps in fewer words.
answer-failed = Sorry, something went wrong on my side and has been noted. Please try again.
answer-unconfirmed = I have answered this, but Telegram did not confirm that the answer reached you. If you do not see it, please ask again.
failure-reference = Reference: { $reference }
answer-unreadable = I can only read text. Please write me your question.
answer-forwarded = What would you like to know about this? Reply to the message with your question.
answer-not-here = Sorry, I only answer in certain chats, and this is not one of them.
answer-unknown-command = I do not know that command. /help shows what I can do.

# A mention or message without a question, in private and in a group.
answer-empty-question = What would you like to know? For example: Why was CEIEC sanctioned?
answer-empty-question-group = What would you like to know? For example: @{ $username } why was CEIEC sanctioned?

# Both in characters.
answer-too-long = That is { $length } { $length ->
    [one] character
   *[other] characters
}; I can take questions of up to { $limit }. Please put it shorter.
# A mention without a question under a long message.
answer-about-too-long = That message is { $length } { $length ->
    [one] character
   *[other] characters
} long, more than the { $limit } I can check at once. Reply to it again with a question about it.

answer-as-of = As it was known on { $day }.
answer-nearest = The nearest I hold:
# Where the date of a source should stand.
answer-undated = undated
answer-edition = edition of { $day }
answer-edition-undated = edition undated
