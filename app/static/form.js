// What makes forms livelier; each works without it.
