# /timeline NAME: a picture, and the same as text.

timeline-usage = Whose timeline? Write the name after the command: /timeline CEIEC

    You can also reply to a message with /timeline: I take the name in it.
timeline-none = Nothing I hold on { $name } tells a day, so there is no timeline. /who { $name } shows what I hold.
timeline-several = Several on the lists fit “{ $name }”, so that no entry of a list is shown: { $choices }. Write the full name.
# The picture's title, its signs, and the words under it.
timeline-title = { $name }
timeline-designation = put on a list
timeline-delisting = gone from a list
timeline-report = reported in an article
timeline-inexact = hollow: the day is not known exactly
timeline-shown = { $shown } of { $count }; the text has all, with sources
# { $told } is the counts below that are not nothing.
timeline-caption = { $name }, { $first } to { $last }: { $told }. The message below has the same as text, with sources.
timeline-caption-day = { $name }, { $first }: { $told }. The message below has the same as text, with sources.
timeline-designations = { $count } { $count ->
    [one] listing
   *[other] listings
}
timeline-delistings = { $count } { $count ->
    [one] removal from a list
   *[other] removals from lists
}
timeline-reports = { $count } { $count ->
    [one] report
   *[other] reports
}
# The text.
timeline-heading = What my sources date about { $name }, in order:
timeline-line = { $when }: { $text }
timeline-quote = “{ $text }” ({ $source }, { $day })
timeline-undated = Without a date: { $text }
timeline-left-out = { $count ->
    [one] One more report is not shown.
   *[other] { $count } more reports are not shown.
}
