Console.WriteLine("simlab");
