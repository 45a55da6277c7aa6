"""THE WORK AS JOBS: what is due is put into a queue, and done by whichever process has its hands free."""
