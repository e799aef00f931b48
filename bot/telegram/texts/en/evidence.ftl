# The buttons under an answer, the passages they show, and notices on presses (at most 200 characters).

evidence-show-the-passage = [{ $n }] Show the passage
evidence-passage = [{ $n }] passage
evidence-open-article = Open the article
evidence-open-entry = Open the list entry

evidence-unknown = This answer is too old or was withdrawn. Please ask again.
evidence-elsewhere = This answer belongs to another chat.
evidence-just-shown = It is shown just below.
evidence-failed = Sorry, that did not work. Please try again.
