namespace Simulation.Kernel.Randomness;

/// <summary>
/// Exponential, logarithm and normal quantile from the exactly rounded operations of IEEE 754 alone, so that
/// they are equal to the bit on every machine; those of the C library are not.
/// </summary>
internal static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.44269504088896338700e+00;
    private const double SquareRootOf2 = 1.41421356237309514547e+00;

    /// <summary>The natural logarithm of a positive, normal number; relative error below 1e-15.</summary>
    public static double Log(double x)
    {
        Invariant.That(x > 0 && double.IsNormal(x));
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | (1023L << 52));
        if (mantissa > SquareRootOf2)
        {
            mantissa *= 0.5;
            exponent++;
        }

        double s = (mantissa - 1) / (mantissa + 1);
        double square = s * s;
        double series = 1.0 / 23;
        for (int odd = 21; odd >= 1; odd -= 2)
        {
            series = series * square + 1.0 / odd;
        }

        return exponent * Ln2High + (2 * s * series + exponent * Ln2Low);
    }

    /// <summary>e to the power of x, from -700 to 700; relative error below 1e-15.</summary>
    public static double Exp(double x)
    {
        Invariant.That(x is >= -700 and <= 700);
        double times = Math.Floor(x * InverseLn2 + 0.5);
        double rest = x - times * Ln2High - times * Ln2Low;
        double series = 1;
        for (int term = 14; term >= 1; term--)
        {
            series = 1 + series * rest / term;
        }

        return series * BitConverter.Int64BitsToDouble((1023L + (long)times) << 52);
    }

    /// <summary>
    /// The value that a standard normal variable does not exceed with a probability in (0, 1).
    /// </summary>
    /// <remarks>
    /// Source: Wichura, "Algorithm AS 241", Applied Statistics 37, 1988, PPND16; about 16 digits.
    /// </remarks>
    public static double NormalQuantile(double probability)
    {
        Invariant.That(probability is > 0 and < 1);
        double q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - q * q;
            return q * Horner(r, CenterNumerator) / Horner(r, CenterDenominator);
        }

        double tail = Math.Sqrt(-Log(q < 0 ? probability : 1 - probability));
        double value =
            tail <= 5
                ? Horner(tail - 1.6, MiddleNumerator) / Horner(tail - 1.6, MiddleDenominator)
                : Horner(tail - 5, FarNumerator) / Horner(tail - 5, FarDenominator);
        return q < 0 ? -value : value;
    }

    private static double Horner(double x, double[] coefficients)
    {
        double sum = coefficients[^1];
        for (int place = coefficients.Length - 2; place >= 0; place--)
        {
            sum = sum * x + coefficients[place];
        }

        return sum;
    }

    private static readonly double[] CenterNumerator =
    [
        3.3871328727963666080e0,
        1.3314166789178437745e+2,
        1.9715909503065514427e+3,
        1.3731693765509461125e+4,
        4.5921953931549871457e+4,
        6.7265770927008700853e+4,
        3.3430575583588128105e+4,
        2.5090809287301226727e+3,
    ];

    private static readonly double[] CenterDenominator =
    [
        1,
        4.2313330701600911252e+1,
        6.8718700749205790830e+2,
        5.3941960214247511077e+3,
        2.1213794301586595867e+4,
        3.9307895800092710610e+4,
        2.8729085735721942674e+4,
        5.2264952788528545610e+3,
    ];

    private static readonly double[] MiddleNumerator =
    [
        1.42343711074968357734e0,
        4.63033784615654529590e0,
        5.76949722146069140550e0,
        3.64784832476320460504e0,
        1.27045825245236838258e0,
        2.41780725177450611770e-1,
        2.27238449892691845833e-2,
        7.74545014278341407640e-4,
    ];

    private static readonly double[] MiddleDenominator =
    [
        1,
        2.05319162663775882187e0,
        1.67638483018380384940e0,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ];

    private static readonly double[] FarNumerator =
    [
        6.65790464350110377720e0,
        5.46378491116411436990e0,
        1.78482653991729133580e0,
        2.96560571828504891230e-1,
        2.65321895265761230930e-2,
        1.24266094738807843860e-3,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ];

    private static readonly double[] FarDenominator =
    [
        1,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ];
}
