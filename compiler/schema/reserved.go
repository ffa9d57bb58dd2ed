package schema

// Reserved are the words that cannot be names of things, since a condition, a
// time or a list of parties would read them otherwise. Keywords and kinds are not
// among them: their place tells them apart.
var Reserved = append([]string{
	"all", "always", "and", "any", "anyone", "at", "because", "before", "between", "by", "closed", "consent", "each", "every", "for", "from",
	"given", "has", "if", "in", "includes", "is", "it", "least", "level", "most", "no", "nobody", "not", "of", "on", "once", "or", "over",
	"past", "sooner", "the", "then", "to", "todo", "under", "unknown", "unless", "until", "using", "when", "where", "with", "within", "yes",
}, VocabNamed("person").Names()...)
