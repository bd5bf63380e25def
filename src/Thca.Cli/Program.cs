using System.CommandLine;

var root = new RootCommand("THCA-ITH: from thyroid CT to a calibrated risk of distant metastasis.");
return await root.Parse(args).InvokeAsync();
