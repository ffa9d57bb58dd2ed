package main

import (
	"runtime/debug"
	"testing"
)

func TestCommitOfABuild(t *testing.T) {
	for _, x := range []struct {
		settings []debug.BuildSetting
		want     string
	}{
		{nil, ""},
		{[]debug.BuildSetting{{Key: "vcs", Value: "git"}, {Key: "vcs.revision", Value: "0d365fc"}, {Key: "vcs.modified", Value: "false"}}, "commit 0d365fc\n"},
		{[]debug.BuildSetting{{Key: "vcs.revision", Value: "0d365fc"}, {Key: "vcs.time", Value: "2026-11-22T03:40:46Z"}, {Key: "vcs.modified", Value: "true"}},
			"commit 0d365fc of 2026-11-22T03:40:46Z, with changes that are not committed\n"},
	} {
		if got := commitOf(&debug.BuildInfo{Settings: x.settings}); got != x.want {
			t.Errorf("%v: %q, want %q", x.settings, got, x.want)
		}
	}
}
