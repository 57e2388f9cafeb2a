using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Simulation.Kernel.Determinism;

/// <summary>
/// Fixes the runtime's per-process random hash seeds, so that the hash of a text is the same in every
/// process: Akka keeps children in hash order.
/// </summary>
/// <remarks>Must run first in a process, before the compiler bakes the seeds in as constants.</remarks>
internal static class HashSeeds
{
    private const ulong TextSeed = 0x51AB_0000_0000_0001;
    private const uint CombineSeed = 0x51AB_0001;

    /// <summary>Overwrites both seeds; tells which could not be, or null.</summary>
    public static string? TryFix()
    {
        Type? marvin = typeof(object).Assembly.GetType("System.Marvin");
        FieldInfo? text = marvin?.GetField(
            "<DefaultSeed>k__BackingField",
            BindingFlags.NonPublic | BindingFlags.Static
        );
        FieldInfo? combine = typeof(HashCode).GetField(
            "s_seed",
            BindingFlags.NonPublic | BindingFlags.Static
        );
        if (text is null || combine is null)
        {
            return "this runtime keeps its hash seeds elsewhere";
        }

        Overwrite(text, TextSeed);
        Overwrite(combine, CombineSeed);
        return Equals(text.GetValue(null), TextSeed) && Equals(combine.GetValue(null), CombineSeed)
            ? null
            : "this runtime does not let its hash seeds be fixed";
    }

    /// <summary>Writes an initonly static field, which reflection refuses and emitted code may.</summary>
    private static void Overwrite<T>(FieldInfo field, T value)
    {
        RuntimeHelpers.RunClassConstructor(field.DeclaringType!.TypeHandle);
        var writer = new DynamicMethod("write", typeof(void), [typeof(T)], typeof(object).Module, true);
        ILGenerator code = writer.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Stsfld, field);
        code.Emit(OpCodes.Ret);
        writer.CreateDelegate<Action<T>>()(value);
    }
}
