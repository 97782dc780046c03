// CDK's own template validation takes seconds and 300 MB a process, and is not what these tests are about.
process.env.CDK_VALIDATION = 'false';
