// Nothing of its own: it is what Catch's header is precompiled for, once for every test program.
