# Settings of a group, made by its own admins.

groups-settings = How I behave in this group
groups-settings-who = The admins of this group can change it here.
groups-place-reply = I answer as a reply to the question.
groups-place-topic = I answer in the chat or topic without replying to the question.
groups-everyone = Everyone may ask me.
groups-admins = Only the admins of this group may ask me.
groups-quiet = I am quiet: no “typing”, no word on unknown commands, no feedback buttons.
groups-not-quiet = I show that I am typing and ask for feedback.
groups-language = I speak { $language }.
groups-language-automatic = I speak the language of whoever asks.

groups-button-topic = Answer without replying
groups-button-reply = Answer as a reply
groups-button-admins = Let only admins ask
groups-button-everyone = Let everyone ask
groups-button-quiet = Be quiet
groups-button-loud = Be less quiet
groups-button-language = Language …

groups-admins-set = Only the admins of this group can change my settings here.
groups-admins-ask = In this group only its admins may ask me. You can ask me in private.
groups-in-private = Send /settings in a group where you are an admin to set how I behave there. Here, /language sets the language I speak to you.
