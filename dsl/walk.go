package dsl

// Walk calls visit for each item and, if visit returns true, for those inside
// it, in the order of the text. in are the blocks around the item, outermost
// first; it is only valid during the call.
func Walk(items []*Item, visit func(item *Item, in []*Item) bool) {
	walk(items, nil, visit)
}

func walk(items, in []*Item, visit func(*Item, []*Item) bool) {
	for _, item := range items {
		if visit(item, in) && item.Kind == BlockItem {
			walk(item.Items, append(in, item), visit)
		}
	}
}
