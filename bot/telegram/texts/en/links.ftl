# Links that open something in the private chat.

links-unknown = I do not know what this link leads to. Write me your question instead; /help tells how.
links-no-article = The article behind this link is no longer in my sources.
links-no-entry = The entry behind this link is no longer on the lists I hold. /who finds what is.
links-no-answer = I cannot show you that answer: it is too old, was withdrawn, or was given in a chat you are not in. Please ask me again.
# The button under an answer in a group that opens it in the private chat.
links-open-private = In private
