// Package cases is how the tests of compiler/export speak with an engine: a job
// says what to run and what to tell of it, cases come in as lines of JSON, and a
// line of text goes out for each.
package cases

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// Job is what to run.
type Job struct {
	Export   string   `json:"export"` // the file, in the folder of the job
	Inputs   []string `json:"inputs"` // in the order of the values of a case
	Levels   []string `json:"levels"` // lowest first
	Criteria []string `json:"criteria"`
	Pathways []string `json:"pathways"`
	Leads    int      `json:"leads"`

	Text []byte `json:"-"`
}

// Read reads the job of a folder.
func Read(dir string) (*Job, error) {
	text, err := os.ReadFile(filepath.Join(dir, "job.json"))
	if err != nil {
		return nil, err
	}
	j := new(Job)
	if err := json.Unmarshal(text, j); err != nil {
		return nil, err
	}
	j.Text, err = os.ReadFile(filepath.Join(dir, j.Export))
	return j, err
}

// Answer is what an engine says of a case.
type Answer struct {
	Level    string
	Possible []string
	Truths   []byte // of criteria, pathways and leads: '0' certainly not, '1' in doubt, '2' certainly
}

// Truth returns the letter for what is certain and what is possible.
func Truth(certain, possible bool) byte {
	switch {
	case certain && possible:
		return '2'
	case possible:
		return '1'
	case certain:
		return '!' // certain and impossible
	}
	return '0'
}

func (a Answer) String() string {
	return a.Level + "|" + strings.Join(a.Possible, ",") + "|" + string(a.Truths)
}

// Run reads cases, one a line, and writes the answer to each, in their order, on
// all cores. decider makes what decides for one core.
func Run(in io.Reader, out io.Writer, decider func() func(values []any) (Answer, error)) error {
	type batch struct {
		lines   [][]byte
		answers []byte
		err     error
		done    chan bool
	}
	n := runtime.NumCPU()
	work, order := make(chan *batch, n), make(chan *batch, 2*n)
	var wg sync.WaitGroup
	for range n {
		decide := decider()
		wg.Go(func() {
			for b := range work {
				for _, line := range b.lines {
					var values []any
					d := json.NewDecoder(strings.NewReader(string(line)))
					d.UseNumber()
					if b.err = d.Decode(&values); b.err != nil {
						break
					}
					for i, v := range values {
						number, ok := v.(json.Number)
						if !ok {
							continue
						}
						if whole, err := number.Int64(); err == nil {
							values[i] = whole
						}
					}
					var a Answer
					if a, b.err = decide(values); b.err != nil {
						b.err = fmt.Errorf("%s: %w", line, b.err)
						break
					}
					b.answers = append(append(b.answers, a.String()...), '\n')
				}
				close(b.done)
			}
		})
	}
	var read error
	go func() {
		defer close(order)
		defer close(work)
		s := bufio.NewScanner(in)
		s.Buffer(nil, 1<<20)
		b := &batch{done: make(chan bool)}
		send := func() {
			order <- b
			work <- b
			b = &batch{done: make(chan bool)}
		}
		for s.Scan() {
			b.lines = append(b.lines, append([]byte{}, s.Bytes()...))
			if len(b.lines) == 200 {
				send()
			}
		}
		if len(b.lines) > 0 {
			send()
		}
		read = s.Err()
	}()
	w := bufio.NewWriter(out)
	for b := range order {
		<-b.done
		if b.err != nil {
			return b.err
		}
		if _, err := w.Write(b.answers); err != nil {
			return err
		}
	}
	wg.Wait()
	if read != nil {
		return read
	}
	return w.Flush()
}
