# /gaps, for admins: questions that were not answered, or whose answers were disliked, and what to add.

gaps-none = No open gaps: every question was answered, and no answer disliked.
gaps-title = Questions to mend: { $count }
# Under the number of a group: how often it was asked and when last.
gaps-unanswered = { $count ->
    [one] unanswered once
   *[other] unanswered { $count } times
}
gaps-disliked = { $count ->
    [one] disliked once
   *[other] disliked { $count } times
}
gaps-last = last { $day }
gaps-more-like-it = { $count ->
    [one] and { $count } question like it
   *[other] and { $count } questions like it
}
# Why answers were disliked; $count counts votes.
gaps-wrong = { $count } × wrong
gaps-outdated = { $count } × outdated
gaps-off-topic = { $count } × not what was asked
gaps-no-source = { $count } × a source is missing
gaps-other = { $count } × something else

# What to do.
gaps-advice-answered = Answered by now: nothing to add.
gaps-advice-no-subject = Nothing held is about this. To add: articles or a list on the subject.
gaps-advice-no-fact = The subject is held, this fact is not. To add: reporting on it. The nearest held:
gaps-advice-read = Read what the answer rests on, and add a better source. It cites:
gaps-advice-newer = Add newer reporting. The newest it cites is of { $day }:
gaps-advice-newer-undated = Add newer reporting. It cites, undated:

# Buttons and a notice.
gaps-done = ✓ { $n } done
gaps-settled = Marked as done. It comes back when it is asked or disliked again.
