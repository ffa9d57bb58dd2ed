package dsl

// Declarations is for the test that knows the schema.
var Declarations = declarations
