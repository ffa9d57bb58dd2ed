package prove

// node is a condition over cells of answers: a diagram or a circuit, as the algebra
// has it that made it. The two smallest stand for false and true. That a node is
// not no does not say that it is ever true: [algebra.none] does.
type node uint32

const (
	no  node = 0
	yes node = 1
)

// algebra makes conditions of others, and says of which cases they are true. Both
// that there are give the same findings, each with the same case, unless more than
// [mostTied] cases are equally small.
type algebra interface {
	and(a, b node) node
	or(a, b node) node
	minus(a, b node) node
	not(a node) node
	// within returns the condition that the answer at a place lies in some of its
	// cells.
	within(place int32, in func(cell int) bool) node
	// restrict returns what is left of a when the answer at a place lies in a cell.
	restrict(a node, place int32, cell int) node
	// some returns when a is true of some answers at the places that are not kept.
	// It is asked for its cases, and never turned round.
	some(a node, kept map[int32]bool) node
	// asks adds to places those that a asks at.
	asks(a node, places map[int32]bool)

	// forget returns a, made so that it asks at none of some places where its truth
	// does not hang on the answer.
	forget(a node, places map[int32]bool) node

	// none says that a is true of no answers.
	none(a node) bool
	// meet says whether a and b are both true of some answers.
	meet(a, b node) bool
	// holds says whether a is true of a case; what a case has no cell for is quiet.
	holds(a node, cells map[int32]int) bool
	// fewest returns how many answers of the smallest case of a are away from quiet,
	// if there is a case and they are fewer than below.
	fewest(a node, below int) (int, bool)
	// quietest returns the cell of every place that a asks at, for the smallest case
	// of which a is true: fewest questions away from their quiet answer, then fewest
	// to name, then those declared first. reason is what makes it a fault beside the
	// level: a quiet answer is named if reason needs it.
	quietest(a, reason node) map[int32]int
}

// effort is what the proofs of one rule set may cost together. It is counted, not
// timed, so that the same rule set has the same findings on every machine.
type effort struct {
	nodes int // of diagrams, before circuits take over; 0 for circuits from the start
	gates int // of circuits
	steps int // to look at a clause
}

// standard keeps the proofs of any rule set below 500 MB and about ten seconds. The
// diagrams of an agreement that goes by themes have some ten thousand nodes.
var standard = effort{nodes: 300_000, gates: 1_500_000, steps: 250_000_000}

// stepsEach is how many steps are made for each node of diagrams to build them.
const stepsEach = 25

// anyNumber is more than the answers of any case.
const anyNumber = 1 << 20

// tooLarge is what building panics with when the effort is spent; [prover.try]
// turns it into a finding.
type tooLarge struct{}
