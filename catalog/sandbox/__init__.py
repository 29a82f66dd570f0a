"""SQL of strangers over the published tables: what a query may consist of, the process it runs in, the door to it.

A reader's SQL is a program of somebody unknown. Four fences stand around it, each made as if the others were not there:
a list of what a query may consist of (`grammar`), DuckDB locked to one read-only file, a process without environment,
files, sockets or much memory (`child`), and a clock outside it that kills (`pool`).
"""
