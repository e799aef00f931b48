# Inline mode. The first texts stand on the button over the results.

inline-ask-in-private = Ask me in private
inline-not-here = I only answer in certain chats
inline-limited = Too many questions: please wait a minute
inline-failed = That took too long: ask me in private
inline-no-answer = I don’t know: my sources do not say
inline-which = Which one do you mean?
inline-open = See the passages
inline-open-entry = See all I hold
