# What stands under an answer besides the buttons of its sources.

# The page shown, of how many.
under-page = { $page }/{ $pages }
# The button that offers other days to ask the same question as of.
under-other-day = As of …
under-as-of-day = As of { $day }
under-back = ← Back
# A notice on a press (at most 200 characters).
under-no-other-day = I hold nothing that makes the answer another one as of an earlier or later day.
under-only-asker = Only who asked can do that here, since everybody sees it. Ask me yourself to have an answer of your own.

# While a language model writes.
under-writing = Writing …
under-stop = ■ Stop
under-stopping = Stopping. You get what is written so far, or quotations.
under-cut-short = I was restarted while I wrote this. Please ask again.
