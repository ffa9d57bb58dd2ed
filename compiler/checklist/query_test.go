package checklist_test

import (
	"strings"
	"testing"

	"concordat/compiler/checklist"
	"concordat/compiler/model"
	"concordat/compiler/resolve"
	"concordat/dsl"
)

// valley is the agreement that the queries are asked of.
const valley = `question pregnant "Is the parent pregnant?" is yes or no in rising risk {
  about unborn-child
}
question use "How does the parent use?" is none, harmful or dependent in rising risk {
  about parent
}
document law "A law" {
  kind law
  dated 1989
}
document tool "A tool" {
  kind assessment-tool
  owner social-care
  used-by any agency
  domains development, parents-and-carers
}
group partners "Partnership" {
  kind partnership
  members social-care, police
  meets every 3 months
}
agency social-care "Social care" {
  kind childrens-social-care
  serves children, families
  team mash "The hub" {
    phone "01632 960100"
    open Mon-Fri 09:00-17:00
    gives referral, advice
    otherwise edt
  }
  team edt "Out of hours" {
    open when mash is closed
  }
  must ask parent for alcohol-and-drug-use at assessment
}
agency recovery "Recovery" {
  kind treatment
  serves adults
  offers "counselling"
  contract "Schedule 4" {
    monitored-by social-care every 3 months "contract review"
    must identify young-carers
  }
  must ask parent for household, pregnancy at assessment, every 3 months
  may wait because "the family asked for time"
  must not close case
}
agency compass "Compass" {
  kind treatment
  serves young-people, adults
}
agency police "Police" {
  kind police
}
role lead "Lead practitioner" {
  kind lead-practitioner
  at any agency
  must assess impact-on-children with recovery at assessment
}
role recovery-lead "Lead, Recovery" {
  kind designated-practitioner
  at recovery
  supported-by hub-manager
  supervised-by hub-manager every 4 weeks
  should tell hub-manager at once
}
role hub-manager "Manager of the hub" {
  kind manager
  at mash
}
level universal "Universal" {
  number 1
  otherwise
}
level early-help "Early help" {
  number 2
  consent required for help, sharing
}
level child-in-need "Child in need" {
  number 3
}
level protection "Protection" {
  number 4a
  statute law
  consent not-required for sharing because would-prejudice
  lead hub-manager
}
criterion dependent "Dependent use" {
  level protection
  when use is dependent
}
pathway to-hub "To the hub" {
  from recovery, compass
  to mash
  levels early-help, protection
  accepted-when dependent
  step refer "Refer" {
    by referrer
    must send tool to mash by portal within 48 hours of receipt
  }
  step answer "Answer" {
    by hub-manager
    must tell referrer at once
  }
}
pathway to-recovery "To treatment" {
  from any agency where kind is police
  to recovery
  about parent
  levels early-help
  when pregnant
  step ask "Ask" {
    by referrer
    must ask parent for consent
  }
}
share concern "A concern" {
  from recovery
  to mash, police
  about child, parent
  purpose assess-need
  how "by secure e-mail"
  consent not-required for sharing because would-prejudice
}
training course "Course" {
  topic joint-working
  audience partners, recovery-lead
  held every 6 months
}
plan rollout "Plan" {
  owner hub-manager
  action "Brief every team" by hub-manager until 2027-01-31
}
indicators outside "Outside" {
  level protection
  domain extra-familial
  "Older friends with money"
}
section purpose "Purpose" {
  answers checks 1.a
  topic principles
  """
  This supports professional judgement. See {law}.
  """
}
`

func TestNeeds(t *testing.T) {
	tests := []struct {
		need string
		met  bool
	}{
		// Kinds, numbers of things, and none.
		{"agency", true},
		{"audit", false},
		{"at least 4 agency", true},
		{"at least 5 agency", false},
		{"no audit", true},
		{"no agency where kind is police", false},
		{"document where kind is protocol", true},
		{"words", true},

		// One value, several values, and values to choose from.
		{"agency where kind is treatment", true},
		{"agency where kind is prison", false},
		{"agency where kind is prison or police", true},
		{"agency where kind is not treatment", true},
		{"agency where serves includes young-people", true},
		{"agency where serves includes young-people and offers includes \"counsel\"", false},
		{"share where purpose includes assess-need and about includes parent", true},
		{"share where purpose includes prevent-crime", false},
		{"section where text includes \"JUDGEMENT\"", true},
		{"section where text includes \"certainty\"", false},

		// Groups and negation.
		{"agency where all of {\n  kind is treatment\n  not has offers\n}", true},
		{"agency where any of {\n  kind is prison\n  has offers\n}", true},
		{"agency where at least 2 of {\n  kind is treatment\n  serves includes adults\n  has offers\n}", true},
		{"agency where at least 3 of {\n  kind is treatment\n  serves includes young-people\n  has offers\n}", false},
		{"level where not has statute", true},

		// Paths.
		{"protocol where publisher.kind is partnership", true},
		{"role where supported-by.agency.kind includes childrens-social-care", true},
		{"role where supported-by.agency.kind includes treatment", false},
		{"pathway where to.agency.kind includes childrens-social-care", true},
		{"pathway where to.gives includes advice", true},
		{"pathway where levels.statute.kind includes law", true},
		{"pathway where from includes compass", true},
		{"pathway where from.kind includes police", true},
		{"pathway where about is child and to includes mash", true},
		{"pathway where about is parent and to includes mash", false},
		{"document where used-by.kind includes police", true},
		{"training where audience.agency.kind includes treatment", true},
		{"training where audience.agency.kind includes police", false}, // only by way of a group
		{"training where audience.members.kind includes police", true},
		{"team where agency.kind is childrens-social-care and has otherwise", true},
		{"step where pathway.to includes mash", true},
		{"team where has open and has phone", true},
		{"agency where team.gives includes referral", true},

		// Nested blocks, with and without a filter.
		{"pathway where has step", true},
		{"pathway where to includes recovery and has step where by includes hub-manager", false},
		{"pathway where has step where by includes hub-manager", true},
		{"pathway where has step where by includes lead", false},
		{"agency where has contract where has monitored-by", true},

		// The end of a line.
		{"contract where has monitored-by.every and has monitored-by.remark", true},
		{"group where has meets.every", true},
		{"group where meets.every is at most 3 months", true},
		{"group where meets.every is at least 1 year", false},
		{"role where has supervised-by.every", true},
		{"role where has supervised-by.limit", false},
		{"pathway where has step.must.limit", true},
		{"level where has consent.because", true},
		{"level where has consent.because and number is at most 3", false},

		// Numbers and levels.
		{"level where number is at most 1", true},
		{"level where number is at least 5", false},
		{"level where number is at least 4", true},
		{"pathway where levels.number is at most 2", true},
		{"pathway where levels is at least protection", true},
		{"level where has criteria", true},
		{"level where has criteria and number is at most 3", false},

		// Duties: what counts, whose it is, and what it says.
		{"agency where kind is police and has owes", false}, // what binds everybody is no role of the police
		{"agency where kind is treatment and has owes", true},
		{"agency where owes.verb includes wait", false},
		{"agency where owes.verb includes close", false},
		{"agency where kind is treatment and owes.verb includes tell", true},
		{"duty where verb is identify", false}, // stands in a contract
		{"contract where must.verb includes identify", true},
		{"duty where verb is ask and object includes household", true},
		{"duty where all of {\n  by.agency.kind includes treatment\n  verb is ask\n  object includes pregnancy\n}", true},
		{"duty where by.agency.kind includes police and object includes household", false},
		{"duty where verb is send and by.agency.kind includes treatment", true}, // by the referrer
		{"duty where verb is send and way includes portal", true},
		{"duty where receiver includes parent", true},
		{"duty where receiver.agency.kind includes treatment and verb is assess", true},
		{"duty where object includes tool and has limit", true},
		{"duty where event includes assessment and has every", true},
		{"duty where modality is should and by includes recovery-lead", true},
		{"role where owes.verb includes tell and kind is designated-practitioner", true},

		// What a thing names.
		{"protocol where cites includes law", true},
		{"protocol where cites includes tool", true},
		{"pathway where questions.about includes unborn-child", true},
		{"pathway where questions includes use", true}, // by way of a criterion
		{"pathway where about is parent and questions includes use", false},
		{"indicators where domain is extra-familial and has text", true},
		{"plan where has owner and has action", true},
		{"section where topic includes principles and has text", true},
	}
	for _, tt := range tests {
		t.Run(strings.Join(strings.Fields(tt.need), " "), func(t *testing.T) {
			text := strings.Replace(checked("strength must\nneeds "+tt.need, valley), `area "Northmoor"`, "area \"Northmoor\"\n  publisher partners", 1)
			res, list := evaluate(t, text)
			want := checklist.Claimed
			if tt.met {
				want = checklist.Evidenced
			}
			if got := res.Rows[0].State; got != want {
				t.Errorf("the row is %v, not %v; evidence %q", got, want, texts(res.Rows[0].Evidence))
			}
			if !tt.met && len(list) != 1 {
				t.Errorf("findings: %s", short(list))
			}
		})
	}
}

func TestItIsTheItemOfTheRow(t *testing.T) {
	for _, tt := range []struct {
		row  string
		want checklist.State
	}{
		{"each agency where kind is treatment\nneeds pathway where from includes it", checklist.Evidenced},
		{"each agency where kind is treatment\nneeds pathway where to includes it", checklist.Thin},
		{"each agency where kind is childrens-social-care\nneeds pathway where to includes it", checklist.Evidenced}, // its team
		{"each agency where kind is police\nneeds role where agency includes it", checklist.Evidenced},               // at any agency
		{"each contract\nneeds it where has monitored-by and has must", checklist.Evidenced},
		{"each level where has statute\nneeds pathway where levels includes it", checklist.Evidenced},
		{"each level\nneeds pathway where levels includes it", checklist.Thin},
	} {
		t.Run(strings.Join(strings.Fields(tt.row), " "), func(t *testing.T) {
			// A need that is always met tells thin from missing.
			res, _ := evaluate(t, checked("strength must\n"+tt.row+"\nneeds agency", valley))
			if got := res.Rows[0].State; got != tt.want {
				t.Errorf("the row is %v, not %v", got, tt.want)
			}
		})
	}
}

func TestNoFindingOf(t *testing.T) {
	a := read(t, checked("strength must\neach agency\nneeds clean broken-thing, bad-thing", valley))
	clean := func(code string, about *model.Thing) bool {
		return code != "bad-thing" || about == nil || about.Name != "police"
	}
	results, list := checklist.Evaluate(a, today, clean)
	if got := results[0].Rows[0].State; got != checklist.Claimed {
		t.Errorf("the row is %v", got)
	}
	if len(list) != 1 || list[0].In != "agency police" {
		t.Errorf("findings: %s", short(list))
	}
	if got := results[0].Rows[0].Unmet; len(got) != 1 || got[0] != "no finding of `broken-thing`, `bad-thing`" {
		t.Errorf("unmet: %q", got)
	}
}

// The documents and sections of a used folder speak for that folder alone; its
// agencies, levels and pathways are there for everybody.
func TestWhatAUsedFolderCountsFor(t *testing.T) {
	for _, tt := range []struct {
		need string
		want checklist.State
	}{
		{"agency where kind is gp", checklist.Evidenced},
		{"section where has text", checklist.Missing},
		{"at least 2 protocol", checklist.Missing},
	} {
		t.Run(tt.need, func(t *testing.T) {
			used, _ := dsl.Parse("used.protocol", []byte("protocol theirs \"Theirs\" {\n  area \"Northmoor\"\n}\nagency gp \"GP\" {\n  kind gp\n}\nsection s \"S\" {\n  \"\"\"\n  Words.\n  \"\"\"\n}\n"))
			own, _ := dsl.Parse("own.protocol", []byte(checked("strength must\nneeds "+tt.need, "")))
			a, _ := resolve.Resolve([]resolve.Input{{File: used, Origin: model.Used, Folder: 0}, {File: own, Origin: model.Own, Folder: 1}}, resolve.Options{})
			results, _ := checklist.Evaluate(a, today, nil)
			if got := results[0].Rows[0].State; got != tt.want {
				t.Errorf("the row is %v, not %v", got, tt.want)
			}
		})
	}
}
