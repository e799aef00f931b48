# The buttons under an answer, the passages they show, and notices on presses (at most 200 characters).

evidence-show-the-passage = [{ $n }] Show the passage
evidence-passage = [{ $n }] passage
evidence-open-article = Open the article
evidence-open-entry = Open the list entry

evidence-unknown = This answer is too old or was withdrawn. Please ask again.
evidence-elsewhere = This answer belongs to another chat.
evidence-just-shown = It is shown just below.
evidence-failed = Sorry, that did not work. Please try again.

# Under a passage: more of the article around it, and what other articles say.
evidence-more-before = ▲ More before
evidence-more-after = ▼ More after
evidence-others = Other sources for this
# Headings, and what is said where there is nothing to show. $n is the number of the source.
evidence-others-sentence = What other articles say of [{ $n }]
evidence-no-others-sentence = No other article that I hold says what [{ $n }] says.
evidence-others-entry = Where articles name the entry [{ $n }]
evidence-no-others-entry = No article that I hold names the entry [{ $n }].
