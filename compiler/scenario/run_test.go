package scenario_test

import (
	"bytes"
	"encoding/json"
	"runtime"
	"sync"
	"testing"

	"concordat/compiler/decide"
	. "concordat/compiler/scenario"
)

// TestRunOnSeveralCores runs the examples of Northmoor on one core and on several:
// the results are the same, in the same order. The race detector holds one engine to
// its promise that many goroutines may decide with it.
func TestRunOnSeveralCores(t *testing.T) {
	r := northmoor(t)
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	var want []byte
	for _, n := range []int{1, 2, 7} {
		runtime.GOMAXPROCS(n)
		all, err := Run(r)
		if err != nil {
			t.Fatal(err)
		}
		if len(all) != len(r.Scenarios) {
			t.Fatalf("%d results for %d examples", len(all), len(r.Scenarios))
		}
		got, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if !bytes.Equal(got, want) {
			t.Errorf("on %d cores the results are others", n)
		}
	}
}

// TestOneEngineForMany decides one example with one engine many times at once.
func TestOneEngineForMany(t *testing.T) {
	r := northmoor(t)
	e, err := decide.New(r)
	if err != nil {
		t.Fatal(err)
	}
	want := answerOf(t, e, &r.Scenarios[0])
	answers := make([][]byte, 8)
	var wg sync.WaitGroup
	for i := range answers {
		wg.Go(func() {
			c, err := e.ScenarioCase(&r.Scenarios[0])
			if err != nil {
				return
			}
			if a, err := e.Decide(c); err == nil {
				answers[i], _ = a.JSON()
			}
		})
	}
	wg.Wait()
	for i := range answers {
		if !bytes.Equal(answers[i], want) {
			t.Errorf("the answer of goroutine %d is another", i)
		}
	}
}
