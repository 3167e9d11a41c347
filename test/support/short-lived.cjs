const { setFlagsFromString } = require('node:v8');

// The embedded database, and a function that is not used all the time, are gone before what optimising them costs is won back.
setFlagsFromString('--liftoff-only');
setFlagsFromString('--interrupt-budget=500000');
