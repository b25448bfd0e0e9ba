using Oms.Host;

return await OmsHost.Run(args);
