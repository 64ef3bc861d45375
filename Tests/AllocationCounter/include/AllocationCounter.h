#pragma once

/// How often this thread has asked the heap for memory since the program started.
unsigned long allocation_count(void);
