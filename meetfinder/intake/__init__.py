"""Lists come in: fetched safely, compared with what we hold, applied all or nothing."""
