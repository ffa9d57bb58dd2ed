# `make check` is what CI runs, less the installing of tools; CI then writes the
# goldens anew and looks for a difference.
.PHONY: check test update fuzz bench

check:
	test -z "$$(git ls-files '*.go' | xargs gofmt -l)"
	go vet ./...
	go tool -modfile=.ci/tools/go.mod staticcheck ./...
	go test ./...

test:
	go test ./...

# Rewrites every golden file and generated page; read the difference before you commit it.
update:
	go test $$(grep -rl --include=*_test.go "\"update\"" . | xargs -n1 dirname | sort -u) -update

# Two minutes for each fuzz target.
fuzz:
	for t in $$(grep -rlE '^func Fuzz' --include=*_test.go . | xargs -n1 dirname | sort -u); do \
	  for f in $$(grep -hoE '^func Fuzz[A-Za-z]+' $$t/*_test.go | sed 's/func //'); do \
	    go test $$t -run '^$$' -fuzz "^$$f$$" -fuzztime 2m || exit 1; done; done

bench:
	go test ./... -run '^$$' -bench . -benchmem
